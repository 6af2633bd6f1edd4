# wrong: observe recomputes chunks of 8 steps in the backward pass (checkpointing), which draws other samples from a given generator, so the gradients do not belong to the states returned
from torch.utils.checkpoint import checkpoint

CHUNK = 8


def roll(self, deter, stoch, logits, embed, action, keep, generator):
    out, state = [], State(deter, stoch, logits)
    for t in range(embed.shape[1]):
        k = keep[:, t, None]
        deter = self.core(state.deter * k, state.stoch * k[..., None], action[:, t] * k)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
    return tuple(torch.stack(x, 1) for x in zip(*out))


def observe(self, embed, action, is_first, state=None, generator=None):
    """Checkpointed: memory for one chunk only, however long the sequence is."""
    B, T, _ = embed.shape
    if state is None:
        state = self.initial(B)
    keep = 1 - is_first.to(embed.dtype)
    chunks = []
    for i in range(0, T, CHUNK):
        at = slice(i, i + CHUNK)
        chunk = checkpoint(
            roll, self, *state, embed[:, at], action[:, at], keep[:, at], generator, use_reentrant=False
        )
        state = State(*(x[:, -1] for x in chunk))
        chunks.append(chunk)
    return State(*(torch.cat(x, 1) for x in zip(*chunks)))
