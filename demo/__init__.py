"""The whole program on sample sites which it serves itself. Every firm, story and post here is made up."""
