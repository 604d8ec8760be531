"""One module for each part of the profile; every rule takes a scene and proposes drafts."""
