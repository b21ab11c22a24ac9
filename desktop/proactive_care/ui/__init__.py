"""The window. Qt lives here and nowhere else; nothing but the command line may import it."""
