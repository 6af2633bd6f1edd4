# right: imagine draws by the Gumbel-max trick on the mixed log-probabilities, with noise made from the generator's exponential numbers
def gumbel_onehot(logits: Tensor, generator=None) -> Tensor:
    logp = unimix(logits)
    with torch.no_grad():
        # the smallest of exponential waits with rates p_k is k's with probability p_k
        waits = torch.empty_like(logp).exponential_(generator=generator) / logp.exp()
        onehot = torch.eye(logp.shape[-1], dtype=logp.dtype, device=logp.device)[waits.argmin(-1)]
    probs = torch.distributions.Categorical(logits=logp, validate_args=False).probs
    return onehot + (probs - probs.detach())


def imagine(self, state, policy, horizon, generator=None):
    deter, stoch, logits = ([x] for x in state)
    actions = []
    while len(actions) < horizon:
        actions += [policy(State(deter[-1], stoch[-1], logits[-1]))]
        deter += [self.core(deter[-1], stoch[-1], actions[-1])]
        logits += [self.prior(deter[-1])]
        stoch += [gumbel_onehot(logits[-1], generator)]
    return State(*(torch.stack(x, 1) for x in (deter, stoch, logits))), torch.stack(actions, 1)
