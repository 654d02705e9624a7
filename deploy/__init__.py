"""How F-BOX is set up, started and stopped on one machine. Nothing here is imported by a service."""
