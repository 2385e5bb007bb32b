// The ruler of epochs, the transport, and what it has cost so far.

import { Carved, scaleOf } from "../carved";
import { xOf } from "../carving";
import { brief, count, t } from "../i18n";
import { useWidth } from "../size";
import { Transport } from "../transport";
import { endedIn } from "./reason";
import { player, run, view } from "./session";
import { signs } from "./ways";

export function Epochs() {
  const { ref, width } = useWidth<HTMLDivElement>(960);
  const now = run.value;
  if (!now) return null;
  const scale = scaleOf(width, Math.max(1, player.last.value), player.last.value);
  const at = player.cursor.value;
  const depth = (k: number) => (k === player.last.value && now.end === "converged" ? 21 : 9);
  return (
    <div class="ruler epochs" ref={ref}>
      <Carved scale={scale} now={at} depth={depth} label={t("learn.epoch")} said={status()} onSeek={player.seek}>
        <g transform={`translate(${(xOf(scale, scale.measured) - 4).toFixed(1)} 17)`}><path class="end-sign" d={signs[now.end]} /></g>
      </Carved>
    </div>
  );
}

function status(): string {
  const [now, at] = [run.value!, player.cursor.value];
  const v = now.trace[at];
  if (!v) return t("learn.none");
  const args = { epoch: v.epoch, last: now.trace.at(-1)?.epoch ?? 0, epochs: endedIn(now), loss: brief(v.loss) };
  return t(at >= player.last.value ? `learn.status.${now.end}` : "learn.status", args);
}

export function Costs() {
  const now = view.value;
  if (!now) return null;
  const costs = [["rounds", now.rounds], ["messages", now.messages], ["bytes", now.bytes], ["gradients", now.gradients]] as const;
  return (
    <Transport player={player} status={status()}>
      <div class="costs">
        <p class="gloss" id="per-node">{t("learn.cost")}</p>
        <dl class="rounds" id="costs" aria-labelledby="per-node">
          {costs.map(([name, value]) => (
            <div key={name}>
              <dt>{t(`learn.cost.${name}`)}</dt>
              <dd class="num" data-cost={name}>{count(value)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Transport>
  );
}
