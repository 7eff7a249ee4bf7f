// The projects ledger: by class and cluster, programmes whose phases add up, and the list of projects.
import { Link } from 'wouter';
import { useEntity, useGet } from '@/api/queries';
import { RecordList } from '@/fields/RecordList';
import { ButtonLink } from '@/kit/Button';
import { count } from '@/kit/format';
import { say, t } from '@/kit/i18n';
import { Bar, Card, Page, Tag } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { useUrlState } from '@/kit/url';
import './projects.css';

interface Ledger {
  /** Numbers of projects by name of class. */
  by_class: Record<string, number>;
  by_cluster: { id: number; name: string; projects: number }[];
  programmes: {
    id: number;
    name: string;
    target: number | null;
    sum: number;
    unit: string | null;
    adds_up: boolean;
    phases: {
      id: number;
      project_id: number;
      name: string;
      project: string;
      capacity: number;
      unit: string;
      state: string;
    }[];
  }[];
}

export default function LedgerPage() {
  const query = useGet<Ledger>('/api/projects/ledger');
  return (
    <Page
      className="fill"
      title={t('nav.projects')}
      actions={
        <>
          <ButtonLink href="/projects/progress" icon="board">
            {t('project.progress')}
          </ButtonLink>
          <ButtonLink href="/matrix" icon="matrix">
            {t('nav.matrix')}
          </ButtonLink>
        </>
      }
    >
      <Loaded query={query} rows={3}>
        {(ledger) => <Head ledger={ledger} />}
      </Loaded>
      <RecordList bare entity="project" title={t('nav.projects')} defaultSort="name" />
    </Page>
  );
}

function Head({ ledger }: { ledger: Ledger }) {
  const [state, change] = useUrlState();
  const classes = useEntity('project')?.fields.find((f) => f.name === 'class')?.choices;
  return (
    <>
      <div className="groups">
        {Object.entries(ledger.by_class).map(([name, size]) => (
          <Filter
            key={name}
            label={say(classes?.find((c) => c.name === name)?.label, name)}
            size={size}
            isOn={state['class'] === name}
            toggle={(isOn) => change({ class: isOn ? name : null })}
          />
        ))}
        {ledger.by_cluster.map(({ id, name, projects }) => (
          <Filter
            key={id}
            label={name}
            size={projects}
            isOn={state['cluster_id'] === String(id)}
            toggle={(isOn) => change({ cluster_id: isOn ? String(id) : null })}
          />
        ))}
      </div>
      {ledger.programmes.length > 0 && (
        <Card title={t('programme.title')}>
          <ul className="programmes">
            {ledger.programmes.map((p) => (
              <li key={p.id}>
                <p className="row wrap">
                  <strong>{p.name}</strong>
                  <Tag hue={p.adds_up ? 'green' : 'amber'}>
                    {t(p.adds_up ? 'programme.adds_up' : 'programme.differs', {
                      sum: count(p.sum),
                      target: count(p.target),
                    })}
                  </Tag>
                </p>
                <div className="phases">
                  {p.phases.map((phase) => (
                    <Link
                      key={phase.id}
                      href={`/projects/${phase.project_id}`}
                      className={`phase ${phase.state}`}
                      title={phase.project}
                      style={{ flexGrow: Math.max(1, phase.capacity) }}
                    >
                      {phase.name} · {count(phase.capacity)} {phase.unit}
                    </Link>
                  ))}
                </div>
                <Bar part={p.target ? p.sum / p.target : 0} hue={p.adds_up ? 'green' : 'amber'} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

/** A number that filters the list below it. */
const Filter = ({
  label,
  size,
  isOn,
  toggle,
}: {
  label: string;
  size: number;
  isOn: boolean;
  toggle: (isOn: boolean) => void;
}) => (
  <button type="button" className="tile" aria-pressed={isOn} onClick={() => toggle(!isOn)}>
    <span className="tile-label">{label}</span>
    <strong>{count(size)}</strong>
  </button>
);
