"""dm_control's suite as Gymnasium environments.

It is wrapped here rather than through Shimmy, which imports a renderer with its first line
and so fails where `MUJOCO_GL=disabled`.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium import spaces

from dreamer.envs.rendering import draws
from dreamer.errors import UserError, unknown_name

DMC_PREFIX = "dmc_"


class DMControl(gym.Env[np.ndarray, np.ndarray]):
    """A dm_control suite task with Gymnasium's five-value step.

    Its entries are concatenated in the task's own order. Reaching the time limit
    is truncation; termination is what dm_control signals with a discount of 0.
    """

    def __init__(self, name: str, render_mode: str | None = None):
        # dm_control asks for a window when it is imported, and warns where there is none.
        if sys.platform == "linux" and not os.environ.get("DISPLAY"):
            os.environ.setdefault("MUJOCO_GL", "disabled")
        if draws():  # torch first: once Mesa's LLVM is loaded, triton's crashes Python
            import torch._dynamo  # noqa: F401
        # Imported here, so that Gymnasium's own worlds need no MuJoCo.
        from dm_control import suite

        tasks = {f"{DMC_PREFIX}{domain}_{task}": (domain, task) for domain, task in suite.ALL_TASKS}
        if name not in tasks:
            raise UserError(unknown_name(name, sorted(tasks)))
        domain, task = tasks[name]
        self._env = suite.load(domain, task)
        self._camera = 2 if domain == "quadruped" else 0
        # of 4096: at 64×64 an image differs by 0.03 of 255 on average, and takes 2.5 times less to draw
        self._env.physics.model.vis.quality.shadowsize = 512
        self.render_mode = render_mode
        self.metadata = {
            "render_modes": ["rgb_array"],
            "render_fps": 1 / self._env.control_timestep(),
        }
        size = sum(int(np.prod(spec.shape)) for spec in self._env.observation_spec().values())
        action = self._env.action_spec()
        self.observation_space = spaces.Box(-np.inf, np.inf, (size,), np.float32)
        self.action_space = spaces.Box(
            action.minimum.astype(np.float32), action.maximum.astype(np.float32), dtype=np.float32
        )

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None):
        super().reset(seed=seed)
        if seed is not None:
            # The suite keeps its generator on the task and offers no public way to reseed it.
            self._env.task._random = np.random.RandomState(seed)
        return self._flat(self._env.reset().observation), {}

    def step(self, action: np.ndarray):
        step = self._env.step(action)
        terminated = step.last() and step.discount == 0
        truncated = step.last() and not terminated
        return self._flat(step.observation), float(step.reward or 0), terminated, truncated, {}

    def render(self, height: int = 360, width: int = 480) -> np.ndarray:
        """uint8 [height, width, 3]: the task's first camera that follows the body."""
        return self._env.physics.render(height, width, camera_id=self._camera)

    @staticmethod
    def _flat(observation: dict[str, np.ndarray]) -> np.ndarray:
        return np.concatenate([np.ravel(v) for v in observation.values()]).astype(np.float32)
