"""Pictures: an editor's file into the sizes and kinds that readers are sent."""
