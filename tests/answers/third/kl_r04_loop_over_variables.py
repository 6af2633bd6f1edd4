# right: a Python loop over the S variables adds their KLs up, from unbound slices, mixing written out by hand.
def kl_losses(posterior, prior, free_nats=1.0):
    K = posterior.shape[-1]
    losses = []
    for stop_q, stop_p in ((True, False), (False, True)):
        total = posterior.new_zeros(posterior.shape[:2])
        for a, b in zip(posterior.unbind(2), prior.unbind(2)):
            a = a.detach() if stop_q else a
            b = b.detach() if stop_p else b
            q = 0.99 * a.softmax(-1) + 0.01 / K
            p = 0.99 * b.softmax(-1) + 0.01 / K
            total = total + (q * (q / p).log()).sum(-1)
        losses.append(torch.maximum(total, total.new_full((), free_nats)))
    return losses[0], losses[1]
