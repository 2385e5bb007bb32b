// The scenario as a table that can be edited. Every edit is run as soon as the reader pauses; what the engine refuses is
// said beside the field, and the last good run stays on screen.

import { EndingFields } from "./ending";
import { Exchange } from "./exchange";
import { faultAt } from "./faults";
import { Field } from "./fields";
import { cells, grouped } from "./habits";
import { type Key, t } from "./i18n";
import { Icon } from "./icons";
import { Sentence } from "./sentence";
import { draft, edit, fault } from "./session";
import { coordinates, type Scenario, targets, type Value, valueText, withNode, withoutNode, withTargets, withValue } from "./scenario";

const placed = /^(values\[\d+\]|digraph|ending|quantum|capacity)/;

export function Editor() {
  const s = draft.value;
  if (!s) return null;
  const digraph = faultAt((path) => /^digraph(\.nodes|\.arcs)?$/.test(path));
  const elsewhere = faultAt((path) => !placed.test(path));
  return (
    <section class="editor" aria-label={t("editor.title")}>
      {fault.value?.origin === "edit" && <p class="stale" role="status">{t("editor.stale")}</p>}
      {elsewhere && <Sentence fault={elsewhere} id="edit-error" />}
      <table class="nodes">
        <thead>
          <tr>
            <th scope="col">{t("editor.node")}</th>
            <th scope="col">{t("editor.value")}</th>
            <th scope="col">{t("editor.sends")}</th>
            <th><span class="spoken">{t("editor.remove")}</span></th>
          </tr>
        </thead>
        <tbody>{s.values.map((_, node) => <Row key={`${node}/${s.digraph.nodes}`} s={s} node={node} />)}</tbody>
      </table>
      {digraph && <Sentence fault={digraph} id="digraph-error" />}
      <p><button type="button" id="add-node" onClick={() => edit(withNode(s))}>{t("editor.add")}</button></p>
      <EndingFields s={s} />
      <Exchange />
    </section>
  );
}

function Row({ s, node }: { s: Scenario; node: number }) {
  const size = coordinates(s);
  const arcs = faultAt((path) => {
    const index = /^digraph\.arcs\[(\d+)\]/.exec(path)?.[1];
    return index !== undefined && s.digraph.arcs[Number(index)]?.[0] === node;
  });
  return (
    <tr data-row={node}>
      <th scope="row" class="num">{node}</th>
      <td>
        <Field
          id={`value-${node}`}
          data={{ "data-value": node }}
          label={t("editor.value.of", { id: node })}
          hidden
          value={s.values[node]}
          show={(value) => valueText(value)}
          read={(text) => readValue(text, size)}
          onPaste={(text) => pasteColumn(s, node, text)}
          onValue={(value) => edit(Array.isArray(value) ? { ...s, values: s.values.with(node, value) } : withValue(s, node, 0, value ?? ""))}
          fault={faultAt((path) => path === `values[${node}]` || path.startsWith(`values[${node}][`))}
        />
      </td>
      <td>
        <Field
          id={`sends-${node}`}
          data={{ "data-sends": node }}
          label={t("editor.sends.of", { id: node })}
          hidden
          value={targets(s, node)}
          show={(to) => to.join(", ")}
          read={readTargets}
          onValue={(to) => edit(withTargets(s, node, to))}
          fault={arcs}
        />
      </td>
      <td>
        <button
          type="button"
          class="key"
          data-remove={node}
          aria-label={t("editor.remove.of", { id: node })}
          title={t("editor.remove.of", { id: node })}
          aria-disabled={s.digraph.nodes < 2}
          onClick={() => s.digraph.nodes > 1 && edit(withoutNode(s, node))}
        >
          <Icon name="remove" />
        </button>
      </td>
    </tr>
  );
}

function readValue(text: string, size: number): { value: Value } | { error: Key } {
  if (size > 1) return { value: text.split(",").map((part) => part.trim()) };
  return grouped(text) ? { error: "error.number-grouped" } : { value: text.trim() };
}

/** A pasted column goes down from the node where it was pasted, as in a spreadsheet. */
function pasteColumn(s: Scenario, node: number, text: string): boolean {
  const column = cells(text);
  if (!column || coordinates(s) > 1) return false;
  edit({ ...s, values: s.values.map((value, j) => column[j - node] ?? value) });
  return true;
}

function readTargets(text: string): { value: number[] } | { error: Key } {
  const parts = text.split(/[\s,]+/).filter((part) => part !== "");
  return parts.every((part) => /^\d{1,5}$/.test(part)) ? { value: parts.map(Number) } : { error: "error.targets-form" };
}
