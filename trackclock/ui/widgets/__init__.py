"""The widgets that the screens are made of; none of them decides anything."""
