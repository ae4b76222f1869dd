"""The end of data: what the platform deletes, retires or resets, our rows follow."""
