# right: observe draws all its uniform numbers at once from the generator and samples by inverse CDF, straight-through, without sample_onehot
def observe(self, embed, action, is_first, state=None, generator=None):
    batch, length = embed.shape[:2]
    noise = torch.rand(length, batch, self.stoch, 1, generator=generator, device=embed.device)
    carry = state if state is not None else self.initial(batch)
    deter, stoch = carry.deter, carry.stoch
    keep = 1 - is_first.to(embed.dtype)
    out = []
    for t in range(length):
        k = keep[:, t]
        deter = self.core(k[:, None] * deter, k[:, None, None] * stoch, k[:, None] * action[:, t])
        logits = self.posterior(deter, embed[:, t])
        probs = 0.99 * logits.softmax(-1) + 0.01 / self.classes
        with torch.no_grad():
            below = (noise[t] >= probs.cumsum(-1)).sum(-1).clamp(max=self.classes - 1)
            onehot = torch.eye(self.classes, dtype=probs.dtype, device=probs.device)[below]
        stoch = onehot + (probs - probs.detach())
        out.append(State(deter, stoch, logits))
    return State(*map(lambda x: torch.stack(x).transpose(0, 1), zip(*out)))
