# right: observe draws by itself: uniform numbers for all steps at once, compared with the cumulated mixture (no sample_onehot)
def draw(logits, uniform):
    probs = unimix(logits).exp()
    cdf = probs.detach().double().cumsum(-1)
    index = (uniform * cdf[..., -1:] >= cdf[..., :-1]).sum(-1, keepdim=True)
    onehot = torch.zeros_like(probs).scatter(-1, index, 1.0)
    return onehot + (probs - probs.detach())


def observe(self, embed, action, is_first, state=None, generator=None):
    B, T = embed.shape[:2]
    uniform = torch.rand(
        T, B, self.stoch, 1, generator=generator, dtype=torch.float64,
        device=generator.device if generator is not None else embed.device,
    ).to(embed.device)
    deter, stoch, _ = self.initial(B) if state is None else state
    mask = is_first.bool()
    steps = []
    for t in range(T):
        row = mask[:, t, None]
        deter = self.core(
            deter.masked_fill(row, 0), stoch.masked_fill(row[..., None], 0), action[:, t].masked_fill(row, 0)
        )
        logits = self.posterior(deter, embed[:, t])
        stoch = draw(logits, uniform[t])
        steps.append(State(deter, stoch, logits))
    return State(*(torch.stack(x, 1) for x in zip(*steps)))
