// Where the steps of a checklist stand in its drawing: columns by level, curves from each step to those after it.
export interface GraphStep {
  key: string;
  name: string;
  /** Keys, parted by commas. */
  depends_on?: string | null;
}
export interface GraphNode {
  key: string;
  name: string;
  x: number;
  y: number;
}
export interface GraphEdge {
  from: string;
  to: string;
  path: string;
}
export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  width: number;
  height: number;
}

/** Pixels of a box and of the room around it. */
export const kBox = { width: 132, height: 40 };
const kRoom = { x: 48, y: 14 };
const kEdge = 8;

export const keysIn = (text: string | null | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter(Boolean);

/** The server's levels; steps it could not order (a circle, a missing one) stand in a last column. */
export function columnsOf(steps: GraphStep[], levels: string[][]): string[][] {
  const known = new Set(steps.map((step) => step.key));
  const ordered = levels.map((level) => level.filter((key) => known.has(key))).filter((level) => level.length > 0);
  const placed = new Set(ordered.flat());
  const rest = steps.map((step) => step.key).filter((key) => !placed.has(key));
  return rest.length ? [...ordered, rest] : ordered;
}

export function layOut(steps: GraphStep[], levels: string[][]): Graph {
  const columns = columnsOf(steps, levels);
  const named = new Map(steps.map((step) => [step.key, step]));
  const tallest = Math.max(0, ...columns.map((column) => column.length));
  const pitch = { x: kBox.width + kRoom.x, y: kBox.height + kRoom.y };
  const nodes = columns.flatMap((column, i) =>
    column.map((key, j) => ({
      key,
      name: named.get(key)?.name ?? key,
      x: kEdge + i * pitch.x,
      y: kEdge + (j + (tallest - column.length) / 2) * pitch.y,
    })),
  );
  const placed = new Map(nodes.map((node) => [node.key, node]));
  const edges = steps.flatMap((step) =>
    keysIn(step.depends_on).flatMap((key) => {
      const [from, to] = [placed.get(key), placed.get(step.key)];
      return from && to ? [{ from: key, to: step.key, path: curve(from, to) }] : [];
    }),
  );
  return {
    nodes,
    edges,
    width: Math.max(0, columns.length * pitch.x - kRoom.x) + 2 * kEdge,
    height: Math.max(0, tallest * pitch.y - kRoom.y) + 2 * kEdge,
  };
}

function curve(from: GraphNode, to: GraphNode): string {
  const [x1, y1] = [from.x + kBox.width, from.y + kBox.height / 2];
  const [x2, y2] = [to.x, to.y + kBox.height / 2];
  const bend = Math.max(24, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
