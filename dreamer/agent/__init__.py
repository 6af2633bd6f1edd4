"""The agent: settings and presets, world model, actor and critic, optimiser, replay."""
