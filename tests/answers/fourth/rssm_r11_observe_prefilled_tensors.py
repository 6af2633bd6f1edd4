# right: observe writes into tensors made beforehand, resets with index_fill on the rows that begin, and checkpoints core to save memory
def observe(self, embed, action, is_first, state=None, generator=None):
    from torch.utils.checkpoint import checkpoint

    batch, steps, _ = embed.shape
    deter, stoch, logits = state if state is not None else self.initial(batch)
    deters = embed.new_zeros(batch, steps, self.deter)
    stochs = embed.new_zeros(batch, steps, self.stoch, self.classes)
    raws = torch.zeros_like(stochs)
    for t in range(steps):
        a = action[:, t]
        rows = torch.nonzero(is_first[:, t]).flatten()
        if rows.numel():
            deter, stoch, a = (x.index_fill(0, rows, 0.0) for x in (deter, stoch, a))
        deter = checkpoint(self.core, deter, stoch, a, use_reentrant=False)
        logits = self.posterior(deter, embed[:, t])
        stoch = sample_onehot(logits, generator)
        deters[:, t] = deter
        stochs[:, t] = stoch
        raws[:, t] = logits
    return State(deters, stochs, raws)
