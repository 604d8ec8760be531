"""The live conversation: frames of sound and small messages in, frames and messages out, on time that is told."""
