// The directed graph of a checklist, drawn by levels; the same is said in words for readers of the screen.
import { t } from '@/kit/i18n';
import { kBox, keysIn, layOut, type GraphStep } from './graph';

/** Characters of a step's name that fit into its box. */
const kShown = 10;

const shortened = (name: string): string => {
  const letters = [...name];
  // Latin letters are about half as wide as Chinese ones.
  const room = /[\u2e80-\u9fff]/.test(name) ? kShown : kShown * 1.7;
  return letters.length > room ? `${letters.slice(0, room - 1).join('')}…` : name;
};

function inWords(steps: GraphStep[]): string {
  const names = new Map(steps.map((step) => [step.key, step.name]));
  return steps
    .map((step) => {
      const before = keysIn(step.depends_on).map((key) => names.get(key) ?? key);
      return before.length
        ? t('template.graph_step', { name: step.name, before: before.join(t('word.comma')) })
        : t('template.graph_start', { name: step.name });
    })
    .join(t('word.comma'));
}

export function StepGraph({
  steps,
  levels,
  troubled,
}: {
  steps: GraphStep[];
  levels: string[][];
  /** Keys of steps that a check objects to. */
  troubled: ReadonlySet<string>;
}) {
  const graph = layOut(steps, levels);
  return (
    <div className="table-scroll" role="region" aria-label={t('template.graph')} tabIndex={0}>
      <svg
        className="step-graph"
        role="img"
        width={graph.width}
        height={graph.height}
        aria-label={t('template.graph_text', { n: steps.length, text: inWords(steps) })}
      >
        <defs>
          <marker id="step-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0 8 4 0 8z" />
          </marker>
        </defs>
        {graph.edges.map((edge) => (
          <path key={`${edge.from}>${edge.to}`} className="edge" d={edge.path} markerEnd="url(#step-arrow)" />
        ))}
        {graph.nodes.map((node) => (
          <g key={node.key} className={troubled.has(node.key) ? 'node troubled' : 'node'}>
            <title>{node.name}</title>
            <rect x={node.x} y={node.y} width={kBox.width} height={kBox.height} rx="7" />
            <text x={node.x + kBox.width / 2} y={node.y + kBox.height / 2 + 5} textAnchor="middle">
              {shortened(node.name)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
