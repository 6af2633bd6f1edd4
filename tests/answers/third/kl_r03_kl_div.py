# right: F.kl_div (whose first argument is the prior) with log_target, flattened, and torch.where for the floor.
import torch.nn.functional as F


def kl_losses(posterior, prior, free_nats=1.0):
    target, guess = unimix(posterior), unimix(prior)

    def floored(guess, target):
        kl = F.kl_div(guess, target, reduction="none", log_target=True).flatten(-2).sum(-1)
        return torch.where(kl > free_nats, kl, torch.full_like(kl, free_nats))

    return floored(guess, target.detach()), floored(guess.detach(), target)
