# right: all five methods at once; observe and imagine draw with torch.multinomial in a local function, carry only deter and stoch, and compute the logits they return for all steps afterwards
def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
    limited = action / action.detach().abs().maximum(torch.ones_like(action))
    joined = torch.cat((self.in_deter(deter), self.in_stoch(stoch.flatten(start_dim=1)), self.in_action(limited)), 1)
    blocks = torch.stack([torch.cat((part, joined), 1) for part in deter.chunk(self.blocks, 1)], 1)
    per_block = self.gates(self.mix(blocks.flatten(1))).chunk(self.blocks, 1)
    r, c, u = (torch.cat(x, 1) for x in zip(*(p.chunk(3, 1) for p in per_block)))
    u = torch.special.expit(u - 1)
    return torch.addcmul((1 - u) * deter, u, torch.tanh(torch.special.expit(r) * c))


def prior(self, deter: Tensor) -> Tensor:
    first, second = self.prior_hidden
    return torch.unflatten(self.prior_logits(second(first(deter))), -1, (self.stoch, -1))


def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
    logits = self.posterior_logits(self.posterior_hidden(torch.concat((deter, embed), dim=deter.dim() - 1)))
    return logits.view(*logits.shape[:-1], self.stoch, self.classes)


def observe(self, embed, action, is_first, state=None, generator=None):
    def draw(logits):
        p = unimix(logits).exp()
        index = torch.multinomial(p.detach().reshape(-1, self.classes), 1, generator=generator)
        onehot = nn.functional.one_hot(index.view(p.shape[:-1]), self.classes).to(p.dtype)
        return onehot + (p - p.detach())

    deter, stoch, _ = state or self.initial(len(embed))
    memories, guesses = [], []
    for t, first in enumerate(is_first.bool().T):
        gate = torch.logical_not(first).to(embed.dtype).view(-1, 1)
        deter = self.core(deter * gate, stoch * gate.unsqueeze(2), action.select(1, t) * gate)
        stoch = draw(self.posterior(deter, embed.select(1, t)))
        memories.append(deter)
        guesses.append(stoch)
    deters = torch.stack(memories, 1)
    return State(deters, torch.stack(guesses, 1), self.posterior(deters, embed))


def imagine(self, state, policy, horizon, generator=None):
    def draw(logits):
        p = unimix(logits).exp()
        index = torch.multinomial(p.detach().reshape(-1, self.classes), 1, generator=generator)
        onehot = nn.functional.one_hot(index.view(p.shape[:-1]), self.classes).to(p.dtype)
        return onehot + (p - p.detach())

    memories, guesses, actions = [state.deter], [state.stoch], []
    for t in range(horizon):
        guess = state.logits if t == 0 else self.prior(memories[-1])
        actions.append(policy(State(memories[-1], guesses[-1], guess)))
        memories.append(self.core(memories[-1], guesses[-1], actions[-1]))
        guesses.append(draw(self.prior(memories[-1])))
    deters = torch.stack(memories, 1)
    logits = torch.cat([state.logits.unsqueeze(1), self.prior(deters[:, 1:])], 1)
    return State(deters, torch.stack(guesses, 1), logits), torch.stack(actions, 1)
