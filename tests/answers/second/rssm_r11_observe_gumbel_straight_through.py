# right: observe draws with Gumbel noise (argmax of mixed log-probability plus noise) and an autograd.Function for the straight-through gradient
import torch.nn.functional as F


class Straight(torch.autograd.Function):
    @staticmethod
    def forward(ctx, probs, onehot):
        return onehot.clone()

    @staticmethod
    def backward(ctx, grad):
        return grad, None


def gumbel_onehot(logits, generator):
    log_probs = unimix(logits)
    exponential = torch.empty_like(log_probs, requires_grad=False).exponential_(generator=generator)
    index = (log_probs.detach() - exponential.log()).argmax(-1)
    return Straight.apply(log_probs.exp(), F.one_hot(index, logits.shape[-1]).to(logits.dtype))


def observe(self, embed, action, is_first, state=None, generator=None):
    B, T = embed.shape[:2]
    last = self.initial(B) if state is None else state
    out = tuple([] for _ in State._fields)
    for t in range(T):
        alive = is_first[:, t] == 0
        deter = self.core(
            alive[:, None] * last.deter, alive[:, None, None] * last.stoch, alive[:, None] * action[:, t]
        )
        logits = self.posterior(deter, embed[:, t])
        last = State(deter, gumbel_onehot(logits, generator), logits)
        for column, value in zip(out, last):
            column.append(value)
    return State(*(torch.stack(column, 1) for column in out))
