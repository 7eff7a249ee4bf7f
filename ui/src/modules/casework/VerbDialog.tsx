// Asks for what a verb needs, performs it on one case, and says in its place why it was refused.
import { useState } from 'react';
import { newKey } from '@/api/queue';
import type { Rec } from '@/api/types';
import { ActDialog } from '@/kit/ActDialog';
import { t } from '@/kit/i18n';
import { actOn } from './acts';
import { wordOf } from './marks';
import { filled, isComplete, Members, startOf, type Values } from './Members';
import type { Step } from './types';
import { verbOf, type AnyVerb } from './verbs';

export default function VerbDialog({
  item,
  verb,
  steps,
  fixed,
  onClose,
}: {
  item: Rec;
  verb: AnyVerb;
  steps?: Step[];
  /** Members that are known from where the verb was chosen. */
  fixed?: Values;
  onClose: () => void;
}) {
  const { members, icon, tone } = verbOf(verb);
  const asked = members.filter((member) => member.kind !== 'step' || (steps?.length ?? 0) > 0);
  const [values, setValues] = useState<Values>(() => startOf(members, item));
  // A changed form is another act; the same form sent twice is one.
  const [key, setKey] = useState(newKey);
  const word = t(wordOf('verb', verb));
  return (
    <ActDialog
      title={`${word} · ${String(item['title'])}`}
      act={word}
      icon={icon}
      {...(tone ? { tone } : {})}
      isReady={isComplete(asked, values)}
      perform={() => actOn(item, verb, { ...fixed, ...filled(values) }, key)}
      onClose={onClose}
    >
      <Members
        members={asked}
        values={values}
        item={item}
        {...(steps ? { steps } : {})}
        change={(next) => (setValues(next), setKey(newKey()))}
      />
    </ActDialog>
  );
}
