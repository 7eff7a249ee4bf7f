// The papers of one case: what was received, who handles it now, what was asked of them, and what the firm says at the end.
import { useChoice, hours, titleIn, wordOf } from '../marks';
import { kCases, type Card } from '../types';
import { useEntity } from '@/api/queries';
import { instant } from '@/kit/format';
import { say, t, type Key } from '@/kit/i18n';
import { Boxes, Line, Lines, Sheet, Signatures, Words } from './Sheet';

export const kCaseSheets = ['case', 'receipt', 'transfer', 'supervision', 'closing'] as const;
export type CaseSheetName = (typeof kCaseSheets)[number];

const time = (value: unknown): string => (typeof value === 'number' ? instant(value) : '');
const text = (value: unknown): string => (value == null ? '' : String(value));
const limit = (minutes: number | null | undefined): string => (minutes ? t('case.hours', { n: hours(minutes) }) : '');

export function CaseSheet({ card, name }: { card: Card; name: CaseSheetName }) {
  const { case: item } = card;
  const Part = parts[name];
  return (
    <Sheet
      title={t(`sheet.${name}` as Key)}
      number={text(item['number'])}
      path={`${kCases.replace('/api/casework', '')}/${item.id}`}
    >
      <Part card={card} />
    </Sheet>
  );
}

type Part = (given: { card: Card }) => React.JSX.Element;

/** What every paper of a case begins with. */
function Subject({ card }: { card: Card }) {
  const { case: item } = card;
  const category = useChoice('category');
  return (
    <>
      <Lines>
        <Line name={t('sheet.firm')} whole>
          {item.titles?.['enterprise_id']}
        </Line>
        {item['project_id'] != null && (
          <Line name={t('word.project')} whole>
            {item.titles?.['project_id']}
          </Line>
        )}
        <Line name={t('sheet.contact')}>{text(item['contact_name'])}</Line>
        <Line name={t('sheet.phone')}>{text(item['contact_phone'])}</Line>
        <Line name={t('sheet.category')}>{category(item['category'])}</Line>
        <Line name={t('sheet.received')}>{time(item['received_at'])}</Line>
      </Lines>
      <Words name={t('sheet.request')}>{text(item['title'])}</Words>
    </>
  );
}

const Limits = ({ card: { case: item, standard, holder } }: { card: Card }) => (
  <Lines>
    <Line name={t('sheet.standard')} whole>
      {[standard?.name, standard?.citation].filter(Boolean).join(' · ')}
    </Line>
    <Line name={t('sheet.legal')}>{limit(standard?.legal_minutes)}</Line>
    <Line name={t('sheet.promised')}>{limit(standard?.promised_minutes)}</Line>
    <Line name={t('sheet.due')}>{time(item['close_due_at'])}</Line>
    <Line name={t('sheet.holder')}>{[holder?.person, holder?.organisation].filter(Boolean).join(' · ')}</Line>
  </Lines>
);

function Whole({ card }: { card: Card }) {
  const { case: item, steps, events } = card;
  const state = useChoice('state');
  const stepState = useChoice('state', 'case_step');
  return (
    <>
      <Subject card={card} />
      {text(item['description']) && <Words name={t('sheet.description')}>{text(item['description'])}</Words>}
      <Limits card={card} />
      <Lines>
        <Line name={t('sheet.state')}>{state(item['state'])}</Line>
        <Line name={t('sheet.next')}>{t(wordOf('next', card.next.code))}</Line>
      </Lines>
      {steps.length > 0 && (
        <table>
          <caption>{t('steps.title')}</caption>
          <tbody>
            {steps.map((step) => (
              <tr key={step.id}>
                <td>{titleIn(step.name, step.name_en)}</td>
                <td>{stepState(step.state)}</td>
                <td>{time(step['due_at'])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <table>
        <caption>{t('sheet.course')}</caption>
        <tbody>
          {events
            .filter((event) => !event.is_undone)
            .map((event) => (
              <tr key={event.id}>
                <td>{time(event.at)}</td>
                <td>{t(wordOf('verb', event.verb))}</td>
                <td>{event.actor}</td>
                <td>{event.reason}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {text(item['result']) && <Words name={t('sheet.result')}>{text(item['result'])}</Words>}
    </>
  );
}

const Receipt: Part = ({ card }) => (
  <>
    <p className="note">{t('sheet.receipt_note')}</p>
    <Subject card={card} />
    <Lines>
      <Line name={t('sheet.accepted')}>{time(card.case['accepted_at'])}</Line>
      <Line name={t('sheet.papers')}>{card.files.map((file) => file.name).join(t('word.comma'))}</Line>
    </Lines>
    <Limits card={card} />
    <Signatures names={[t('sheet.sign_office'), t('sheet.sign_firm')]} />
  </>
);

const Transfer: Part = ({ card }) => {
  const { case: item, events } = card;
  const last = events.filter((event) => event.verb === 'dispatch' || event.verb === 'transfer').at(-1);
  return (
    <>
      <Subject card={card} />
      {text(item['description']) && <Words name={t('sheet.description')}>{text(item['description'])}</Words>}
      <Lines>
        <Line name={t('sheet.from')}>{text(item.titles?.['dispatched_by_id'] ?? last?.actor)}</Line>
        <Line name={t('sheet.sent_at')}>{time(item['dispatched_at'] ?? last?.at)}</Line>
        <Line name={t('sheet.to')}>{text(item.titles?.['organisation_id'])}</Line>
        <Line name={t('sheet.holder')}>{text(card.holder?.person)}</Line>
        <Line name={t('sheet.due')}>{time(item['close_due_at'])}</Line>
      </Lines>
      <Words name={t('sheet.asked')}>{last?.reason}</Words>
      <Words name={t('sheet.opinion')} rows={5} />
      <Signatures names={[t('sheet.sign_sender'), t('sheet.sign_receiver')]} />
    </>
  );
};

function Supervision({ card }: { card: Card }) {
  const kind = useChoice('kind', 'supervision');
  const last = card.supervisions?.at(-1);
  return (
    <>
      <Subject card={card} />
      <Limits card={card} />
      <Lines>
        <Line name={t('sheet.used')}>{card.used_minutes ? t('case.hours', { n: hours(card.used_minutes) }) : ''}</Line>
        <Line name={t('sheet.supervision_kind')}>{last ? kind(last['kind']) : ''}</Line>
        <Line name={t('sheet.opened')}>{time(last?.['opened_at'])}</Line>
        <Line name={t('sheet.report_by')}>{time(last?.['due_at'])}</Line>
      </Lines>
      <Words name={t('sheet.instruction')}>{text(last?.['instruction'])}</Words>
      <Words name={t('sheet.why_late')} rows={3} />
      <Words name={t('sheet.measures')} rows={4}>
        {text(last?.['outcome'])}
      </Words>
      <Signatures names={[t('sheet.sign_supervisor'), t('sheet.sign_receiver')]} />
    </>
  );
}

function Closing({ card }: { card: Card }) {
  const { case: item } = card;
  const cause = useChoice('cause');
  const rating = useEntity('service_case')?.fields.find((field) => field.name === 'rating');
  return (
    <>
      <p className="note">{t('sheet.closing_note')}</p>
      <Subject card={card} />
      <Lines>
        <Line name={t('sheet.holder')}>{text(card.holder?.person)}</Line>
        <Line name={t('sheet.cause')}>{cause(item['cause'])}</Line>
        <Line name={t('sheet.resolved')}>{time(item['resolved_at'])}</Line>
        <Line name={t('sheet.closed')}>{time(item['closed_at'])}</Line>
      </Lines>
      <Words name={t('sheet.result')} rows={4}>
        {text(item['result'])}
      </Words>
      <Boxes
        name={t('sheet.solved')}
        choices={[t('sheet.solved_yes'), t('sheet.solved_partly'), t('sheet.solved_no')]}
      />
      <Boxes name={t('sheet.rating')} choices={rating?.choices?.map((choice) => say(choice.label)) ?? []} />
      <Words name={t('sheet.firm_words')} rows={3} />
      <Signatures names={[t('sheet.sign_firm'), t('sheet.sign_holder')]} />
    </>
  );
}

const parts: Record<CaseSheetName, Part> = {
  case: Whole,
  receipt: Receipt,
  transfer: Transfer,
  supervision: Supervision,
  closing: Closing,
};
