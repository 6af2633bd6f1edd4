# right: observe recomputes core in the backward pass (torch.utils.checkpoint) and keeps rows by index_put on fresh zeros
def observe(self, embed, action, is_first, state=None, generator=None):
    from torch.utils.checkpoint import checkpoint

    batch, length = embed.shape[0], embed.shape[1]
    deter, stoch, _ = self.initial(batch) if state is None else state

    def kept(x, rows):
        return torch.zeros_like(x).index_put((rows,), x[rows])

    deters, stochs, logits_ = [], [], []
    for t in range(length):
        rows = (is_first[:, t] == 0).nonzero().flatten()
        inputs = kept(deter, rows), kept(stoch, rows), kept(action[:, t], rows)
        deter = checkpoint(self.core, *inputs, use_reentrant=False)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        deters.append(deter)
        stochs.append(stoch)
        logits_.append(logits)
    return State(torch.stack(deters, 1), torch.stack(stochs, 1), torch.stack(logits_, 1))
