"""Outputs of the official implementation, and how to put its weights into ours.

`data/official_dreamerv3.npz` holds inputs and outputs of github.com/danijar/dreamerv3
at commit e3f0224 (MIT licence, © Danijar Hafner), run in float32 on a CPU. Keys
read `area/name`; kernels are stored [in, out] and [block, in, out].
"""

from pathlib import Path

import numpy as np
import torch

PATH = Path(__file__).parent / "data" / "official_dreamerv3.npz"

# our layer -> the official one; a norm's name is its layer's with "norm" behind it
LAYERS = {
    "in_deter": "dynin0",
    "in_stoch": "dynin1",
    "in_action": "dynin2",
    "mix": "dynhid0",
    "prior_hidden.0": "prior0",
    "prior_hidden.1": "prior1",
    "posterior_hidden": "obs0",
}
OUTPUTS = {"gates": "dyngru", "prior_logits": "priorlogit", "posterior_logits": "obslogit"}


def load(area=None):
    """All arrays of the file, or those of one area with the area's name left out."""
    with np.load(PATH) as file:
        arrays = dict(file)
    if area is None:
        return arrays
    return {k.removeprefix(area + "/"): v for k, v in arrays.items() if k.startswith(area + "/")}


def tensors(area):
    return {k: torch.from_numpy(v) for k, v in load(area).items()}


def rssm_from(arrays, parts):
    """An RSSM of the sizes that `arrays` hold, with their weights.

    arrays: dict (or open npz) with keys `rssm/param/dyn/…`, `rssm/in/…` and `rssm/out/…`.
    """
    weights = {
        k.removeprefix("rssm/param/dyn/"): np.asarray(arrays[k])
        for k in arrays
        if k.startswith("rssm/param/")
    }
    stoch, classes = arrays["rssm/in/carry_stoch"].shape[-2:]
    rssm = parts.RSSM(
        deter=arrays["rssm/in/carry_deter"].shape[-1],
        hidden=weights["dynin0/bias"].size,
        stoch=stoch,
        classes=classes,
        blocks=weights["dyngru/kernel"].shape[0],
        embed=arrays["rssm/in/tokens"].shape[-1],
        action=arrays["rssm/in/action"].shape[-1],
    )
    state = {}
    for ours, theirs in LAYERS.items():
        state |= _linear(f"{ours}.linear", weights, theirs)
        state[f"{ours}.norm.weight"] = weights.pop(f"{theirs}norm/scale")
    for ours, theirs in OUTPUTS.items():
        state |= _linear(ours, weights, theirs)
    assert not weights, f"left over: {sorted(weights)}"
    rssm.load_state_dict({k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in state.items()})
    return rssm


def _linear(ours, weights, theirs):
    kernel = weights.pop(f"{theirs}/kernel")
    return {
        f"{ours}.weight": kernel if kernel.ndim == 3 else kernel.T,
        f"{ours}.bias": weights.pop(f"{theirs}/bias"),
    }
