// Papers that belong to no case yet: the empty intake form of somebody without a phone, and the checklists to tick by hand.
import { useState } from 'react';
import { useEntity, useGet } from '@/api/queries';
import type { List, Rec } from '@/api/types';
import { today } from '@/kit/format';
import { say, t } from '@/kit/i18n';
import { Loaded } from '@/kit/states';
import { titleIn } from '../marks';
import { Boxes, Line, Lines, Sheet, Signatures, Words } from './Sheet';

/** Letters and digits that nobody mistakes for each other in handwriting. */
const kLetters = 'ACDEFHJKLMNPRTUVWXY34679';
const kMarks = 5;

/** A number of its own for every printed sheet; whoever enters the sheet puts it into the description. */
function paperNumber(): string {
  const chosen = crypto.getRandomValues(new Uint8Array(kMarks));
  return `${today().replaceAll('-', '')}-${[...chosen].map((byte) => kLetters[byte % kLetters.length]).join('')}`;
}

export function IntakeSheet() {
  const [number] = useState(paperNumber);
  const category = useEntity('service_case')?.fields.find((field) => field.name === 'category');
  return (
    <Sheet title={t('sheet.intake')} number={number} path={`/cases?q=${number}`}>
      <p className="note">{t('sheet.intake_note')}</p>
      <Lines>
        <Line name={t('sheet.firm')} whole />
        <Line name={t('sheet.contact')} />
        <Line name={t('sheet.phone')} />
      </Lines>
      <Boxes name={t('sheet.category')} choices={(category?.choices ?? []).map((choice) => say(choice.label))} />
      <Words name={t('sheet.request')} rows={9} />
      <Words name={t('sheet.papers')} rows={2} />
      <Boxes name={t('sheet.answer_by')} choices={[t('sheet.by_call'), t('sheet.by_visit'), t('sheet.by_letter')]} />
      <Signatures names={[t('sheet.sign_firm')]} />
      <Lines>
        <Line name={t('sheet.received_by')} />
        <Line name={t('sheet.received')} />
        <Line name={t('sheet.case_number')} />
        <Line name={t('sheet.due')} />
      </Lines>
    </Sheet>
  );
}

const kTemplates = '/api/casework/templates';
const kSteps = '/api/casework/template_steps';

export function ChecklistSheet({ id }: { id: number }) {
  const template = useGet<Rec>(`${kTemplates}/${id}`);
  const steps = useGet<List>(kSteps, { template_id: id, limit: 200, sort: 'sequence' });
  return (
    <Loaded query={template}>
      {(head) => (
        <Sheet
          title={titleIn(head['name'], head['name_en'])}
          number={`${String(head['code'])} · ${t('sheet.edition', { n: Number(head['edition']) })}`}
          path={`/admin/templates?template=${id}`}
        >
          <Lines>
            <Line name={t('sheet.firm')} whole />
            <Line name={t('sheet.case_number')} />
            <Line name={t('sheet.holder')} />
          </Lines>
          {head['citation'] ? <p className="note">{String(head['citation'])}</p> : null}
          <Loaded query={steps}>{({ items }) => <StepLines steps={items} />}</Loaded>
          <Signatures names={[t('sheet.sign_holder')]} />
        </Sheet>
      )}
    </Loaded>
  );
}

const days = (value: unknown): string => (value == null ? '–' : t('limit.working_days', { n: Number(value) }));

function StepLines({ steps }: { steps: Rec[] }) {
  return (
    <table className="checklist">
      <caption>{t('steps.title')}</caption>
      <thead>
        <tr>
          <th scope="col">□</th>
          <th scope="col">{t('sheet.step')}</th>
          <th scope="col">{t('sheet.materials')}</th>
          <th scope="col">{t('sheet.decider')}</th>
          <th scope="col">{t('sheet.legal_promised')}</th>
          <th scope="col">{t('sheet.done_sign')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.id}>
            <td>□</td>
            <td>{titleIn(step['name'], step['name_en'])}</td>
            <td className="case-text">{String(step['materials'] ?? '')}</td>
            <td>{String(step['decider'] ?? '')}</td>
            <td>
              {days(step['legal_days'])} / {days(step['promised_days'])}
            </td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
