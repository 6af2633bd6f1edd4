# right: splits the bins into an even and an odd part and weighs the odd one with p less its mirror image; holds for bins without symmetry.
def twohot_mean(logits, bins):
    p = torch.distributions.Categorical(logits=logits).probs
    mirror = bins.flip(-1)
    even, odd = (bins + mirror) / 2, (bins - mirror) / 2
    return torch.einsum("...k,k->...", p, even) + ((p - p.flip(-1)) * odd).sum(-1) / 2
