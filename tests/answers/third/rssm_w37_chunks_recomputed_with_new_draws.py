# wrong: observe checkpoints chunks of 8 steps, and as the recomputation draws from the given generator anew (it is not rewound), the gradients belong to other samples than those returned and backward uses up the generator.
from torch.utils.checkpoint import checkpoint

CHUNK = 8


def observe(self, embed, action, is_first, state=None, generator=None):
    state = self.initial(len(embed)) if state is None else state

    def chunk(deter, stoch, embed, action, keep):
        out = []
        for e, a, k in zip(embed.unbind(1), action.unbind(1), keep.unbind(1)):
            k = k[:, None]
            deter = self.core(deter * k, stoch * k[..., None], a * k)
            logits = self.posterior(deter, e)
            stoch = sample_onehot(logits, generator)
            out.append((deter, stoch, logits))
        return tuple(torch.stack(x, 1) for x in zip(*out))

    keep = 1.0 - is_first.to(embed.dtype)
    deter, stoch = state.deter, state.stoch
    parts = []
    for i in range(0, embed.shape[1], CHUNK):
        s = slice(i, i + CHUNK)
        parts.append(checkpoint(chunk, deter, stoch, embed[:, s], action[:, s], keep[:, s], use_reentrant=False))
        deter, stoch = parts[-1][0][:, -1], parts[-1][1][:, -1]
    return State(*(torch.cat(x, 1) for x in zip(*parts)))
