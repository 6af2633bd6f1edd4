# wrong: the one-hot rows come from a float64 numpy identity, so float32 logits give a float64 sample
import numpy as np


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    probs = unimix(logits).exp()
    classes = probs.shape[-1]
    index = torch.multinomial(probs.detach().reshape(-1, classes), 1, generator=generator)
    identity = torch.from_numpy(np.eye(classes)).to(logits.device)
    onehot = identity[index.reshape(probs.shape[:-1])]
    return onehot + (probs - probs.detach())
