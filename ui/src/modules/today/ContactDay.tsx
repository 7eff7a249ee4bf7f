// A contact's day: their own firm, who answers for it, its projects, and what changed on it.
import { Link } from 'wouter';
import { useEntity } from '@/api/queries';
import type { Change, List } from '@/api/types';
import { actionWord } from '@/fields/History';
import { ButtonLink } from '@/kit/Button';
import { when } from '@/kit/format';
import { say, t, type Label } from '@/kit/i18n';
import { Card, Tag } from '@/kit/layout';
import { Empty } from '@/kit/states';
import ContactCases from '@/modules/casework/ContactCases';
import type { Accountable } from '@/modules/registry/types';
import './today.css';

interface State {
  name: string;
  label: Label;
}
interface Step {
  name: string;
  planned_on: string | null;
  state: State;
}
interface FirmProject {
  id: number;
  name: string;
  state: State;
  phase: Step | null;
  next_node: Step | null;
}
export interface Firm {
  id: number;
  name: string;
  accountable: Accountable | null;
  projects: FirmProject[];
  changed: Change[];
}

/** Names of changed fields before the rest is only counted. */
const kFieldsNamed = 4;

export default function ContactDay({ firm, cases }: { firm: Firm | null; cases: List | undefined }) {
  if (!firm) return <Empty icon="firm" title={t('contact.no_firm')} />;
  const dossier = `/enterprises/${firm.id}`;
  return (
    <>
      <Card
        title={<Link href={dossier}>{firm.name}</Link>}
        actions={
          <ButtonLink tone="primary" icon="file" href={dossier}>
            {t('contact.dossier')}
          </ButtonLink>
        }
      >
        <Officer officer={firm.accountable} />
      </Card>
      {cases && <ContactCases cases={cases} />}
      <div className="split">
        <Card title={t('contact.projects')} {...(firm.projects.length ? { note: firm.projects.length } : {})}>
          {firm.projects.length === 0 ? (
            <Empty icon="project" title={t('contact.no_projects')} />
          ) : (
            <ul className="lines">
              {firm.projects.map((project) => (
                <Project key={project.id} project={project} />
              ))}
            </ul>
          )}
        </Card>
        <Card title={t('contact.changed')}>
          {firm.changed.length === 0 ? (
            <Empty icon="history" title={t('history.empty')} />
          ) : (
            <ul className="lines">
              {firm.changed.map((change, i) => (
                <Changed key={i} change={change} />
              ))}
            </ul>
          )}
        </Card>
      </div>
    </>
  );
}

function Officer({ officer }: { officer: Accountable | null }) {
  if (!officer) return <p className="muted">{t('contact.nobody')}</p>;
  return (
    <p className="row wrap">
      <span className="muted">{t('contact.officer')}</span>
      <strong>{officer.name}</strong>
      {officer.is_residency && <Tag hue="violet">{t('board.resident')}</Tag>}
      {officer.station && <span>{officer.station}</span>}
      <span className="faint">{t('dossier.since', { date: officer.since })}</span>
    </p>
  );
}

const StepLine = ({ label, step }: { label: string; step: Step | null }) =>
  step && (
    <span className="muted">
      {label} {step.name} · {say(step.state.label)}
      {step.planned_on && ` · ${t('contact.planned', { date: step.planned_on })}`}
    </span>
  );

const Project = ({ project }: { project: FirmProject }) => (
  <li className="project">
    <span className="row wrap">
      <strong>{project.name}</strong>
      <Tag hue="blue">{say(project.state.label)}</Tag>
    </span>
    <StepLine label={t('contact.phase')} step={project.phase} />
    <StepLine label={t('contact.next')} step={project.next_node} />
  </li>
);

function Changed({ change }: { change: Change }) {
  const enterprise = useEntity('enterprise');
  const differences = Array.isArray(change.difference) ? change.difference : [];
  const fields = differences.map((d) => say(enterprise?.fields.find((f) => f.name === d.field)?.label, d.field));
  const named = fields.slice(0, kFieldsNamed).join(t('word.comma'));
  const rest = fields.length - kFieldsNamed;
  return (
    <li>
      <span>
        {change.actor} {actionWord(change.action)} {named}
        {rest > 0 && <span className="faint"> {t('contact.more_fields', { n: rest })}</span>}
        {change.summary && <span className="muted"> {change.summary}</span>}
      </span>
      <span className="grow" />
      <time className="faint">{when(change.at)}</time>
    </li>
  );
}
