"""What people look at before anything goes out: files, verification, publication, and the trail of it all."""
