// The ruler of epochs, the transport, and what it has cost so far.

import { Carved, scaleOf } from "../carved";
import { xOf } from "../carving";
import { brief, count, t } from "../i18n";
import { useWidth } from "../size";
import { Transport } from "../transport";
import { endedIn } from "./reason";
import { trialAt } from "./report";
import { player, run, view, way } from "./session";
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
        {way.value === "certified" && <path class="refused" d={refused(scale)} />}
        <g transform={`translate(${(xOf(scale, scale.measured) - 4).toFixed(1)} 17)`}><path class="end-sign" d={signs[now.end]} /></g>
      </Carved>
    </div>
  );
}

/** A cross over every epoch whose step was refused. */
function refused(scale: ReturnType<typeof scaleOf>): string {
  const crosses = run.value!.trace.map((_, k) => (trialAt(run.value!, k) === "refused" ? cross(xOf(scale, k)) : ""));
  return crosses.join("");
}

const cross = (x: number) => `M${(x - 3).toFixed(1)} 20l6 6m0 -6l-6 6`;

function status(): string {
  const [now, at] = [run.value!, player.cursor.value];
  const v = now.trace[at];
  if (!v) return t("learn.none");
  const args = { epoch: v.epoch, last: now.trace.at(-1)?.epoch ?? 0, epochs: endedIn(now), loss: brief(v.loss) };
  const said = t(at >= player.last.value ? `learn.status.${now.end}` : "learn.status", args);
  return way.value === "certified" ? `${said} ${t(`learn.trial.${trialAt(now, at)}`)}` : said;
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
