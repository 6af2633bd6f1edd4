# right: observe goes through the batch row by row, each a batch of one, so the draws come in another order
def observe(self, embed, action, is_first, state=None, generator=None):
    rows = []
    for b in range(embed.shape[0]):
        if state is None:
            carry = self.initial(1)
        else:
            carry = State(*(x[b : b + 1] for x in state))
        steps = []
        for t in range(embed.shape[1]):
            a = action[b : b + 1, t]
            if bool(is_first[b, t]):
                carry, a = self.initial(1), torch.zeros_like(a)
            h = self.core(carry.deter, carry.stoch, a)
            logits = self.posterior(h, embed[b : b + 1, t])
            carry = State(h, sample_onehot(logits, generator), logits)
            steps.append(carry)
        rows.append([torch.stack(x, 1) for x in zip(*steps)])
    return State(*(torch.cat(x, 0) for x in zip(*rows)))
