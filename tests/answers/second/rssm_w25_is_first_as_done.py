# wrong: observe takes is_first[:, t] for "the episode ends at t" and resets before step t+1 instead of before step t
def observe(self, embed, action, is_first, state=None, generator=None):
    B, T, _ = embed.shape
    if state is None:
        state = self.initial(B)
    done = torch.zeros(B, dtype=torch.bool, device=embed.device)
    out = []
    for t in range(T):
        keep = (~done).to(embed.dtype).unsqueeze(-1)
        deter = self.core(state.deter * keep, state.stoch * keep.unsqueeze(-1), action[:, t] * keep)
        logits = self.posterior(deter, embed[:, t])
        state = State(deter, sample_onehot(logits, generator), logits)
        out.append(state)
        done = is_first[:, t].bool()
    return State(*[torch.stack(field, dim=1) for field in zip(*out)])
