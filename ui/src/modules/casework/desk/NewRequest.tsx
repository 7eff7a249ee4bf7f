// A request in the firm's own words: one text, perhaps a category and files; nothing is asked that the zone knows.
import { useEffect, useId, useState } from 'react';
import { messageOf, sentence, type ApiError } from '@/api/client';
import { useAct } from '@/api/queries';
import { Button } from '@/kit/Button';
import { say, t } from '@/kit/i18n';
import { FilePicker } from './FilePicker';
import type { Desk } from './desk';
import type { Choice, FirmCase, Home } from './types';
import { splitText } from './words';

const kDraft = 'zw_desk_draft';
const newKey = (): string => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

/** What was typed survives a reload, which such browsers do when a photo is taken; it ends with the page. */
function useDraft(): [string, (text: string) => void] {
  const [text, setText] = useState(() => {
    try {
      return sessionStorage.getItem(kDraft) ?? '';
    } catch {
      return '';
    }
  });
  useEffect(() => {
    try {
      if (text) sessionStorage.setItem(kDraft, text);
      else sessionStorage.removeItem(kDraft);
    } catch {
      // No storage, no backup: typing goes on.
    }
  }, [text]);
  return [text, setText];
}

export function NewRequest({
  desk,
  home,
  onFiled,
}: {
  desk: Desk;
  home: Home;
  onFiled: (request: FirmCase, failed: string[]) => void;
}) {
  const [text, setText] = useDraft();
  const [category, setCategory] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const [contact, setContact] = useState({ name: '', phone: '' });
  const [isMissing, setMissing] = useState(false);
  // One key per filled form: pressing twice files once.
  const [key, setKey] = useState(newKey);
  const file = useAct<void, { request: FirmCase; failed: string[] }>(async () => {
    const request = await desk.request(
      {
        ...splitText(text),
        ...(category ? { category } : {}),
        ...(contact.name ? { contact_name: contact.name } : {}),
        ...(contact.phone ? { contact_phone: contact.phone } : {}),
      },
      key,
    );
    const failed: string[] = [];
    for (const one of files)
      await desk
        .attach(request.id, one)
        .catch((error) => failed.push(t('desk.file_failed', { name: one.name, why: messageOf(error) })));
    return { request, failed };
  });
  const submit = () => {
    setMissing(!text.trim());
    if (!text.trim() || file.isPending) return;
    file.mutate(undefined, {
      onSuccess: ({ request, failed }) => {
        setText('');
        setFiles([]);
        setCategory('');
        setKey(newKey());
        onFiled(request, failed);
      },
    });
  };
  return (
    <form className="request-form" noValidate onSubmit={(event) => (event.preventDefault(), submit())}>
      <Words text={text} setText={setText} isMissing={isMissing && !text.trim()} />
      <Categories choices={home.categories} value={category} onChange={setCategory} />
      <FilePicker files={files} onChange={setFiles} />
      <Contact home={home} contact={contact} onChange={setContact} />
      {file.error && <Refused error={file.error} />}
      <Button type="submit" tone="primary" busy={file.isPending}>
        {t('desk.send')}
      </Button>
    </form>
  );
}

/** The sentence of the refusal, and every reason that says more. */
function Refused({ error }: { error: ApiError }) {
  const reasons = error.problems.map((problem) => problem.message ?? sentence(problem));
  return (
    <div className="notice red" role="alert">
      {[...new Set([messageOf(error), ...reasons])].map((words) => (
        <p key={words}>{words}</p>
      ))}
    </div>
  );
}

function Words({ text, setText, isMissing }: { text: string; setText: (text: string) => void; isMissing: boolean }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('desk.text')}</label>
      <textarea
        id={id}
        rows={4}
        value={text}
        aria-invalid={isMissing || undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setText(event.target.value)}
      />
      <p id={`${id}-hint`} className={isMissing ? 'problem' : 'hint'} role={isMissing ? 'alert' : undefined}>
        {isMissing ? t('desk.empty_text') : t('desk.lead')}
      </p>
    </div>
  );
}

function Categories({
  choices,
  value,
  onChange,
}: {
  choices: Choice[];
  value: string;
  onChange: (name: string) => void;
}) {
  const group = useId();
  const chips = [{ name: '', words: t('desk.category.unsure') }].concat(
    choices.map((choice) => ({ name: choice.name, words: say(choice.label, choice.name) })),
  );
  return (
    <fieldset className="bare">
      <legend>{t('desk.category')}</legend>
      <div className="chips">
        {chips.map((chip) => (
          <label key={chip.name} className="choice-chip">
            <input type="radio" name={group} checked={value === chip.name} onChange={() => onChange(chip.name)} />
            <span>{chip.words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Contact({
  home,
  contact,
  onChange,
}: {
  home: Home;
  contact: { name: string; phone: string };
  onChange: (contact: { name: string; phone: string }) => void;
}) {
  const known = [home.contact.name, home.contact.phone].filter(Boolean).join(' ');
  if (known)
    return (
      <p className="known">
        <span className="hint">{t('desk.contact')}</span> <strong>{known}</strong>
      </p>
    );
  return (
    <fieldset className="bare">
      <legend>{t('desk.contact_missing')}</legend>
      <label className="field">
        <span>{t('desk.contact_name')}</span>
        <input
          autoComplete="name"
          value={contact.name}
          onChange={(event) => onChange({ ...contact, name: event.target.value })}
        />
      </label>
      <label className="field">
        <span>{t('desk.contact_phone')}</span>
        <input
          type="tel"
          autoComplete="tel"
          value={contact.phone}
          onChange={(event) => onChange({ ...contact, phone: event.target.value })}
        />
      </label>
    </fieldset>
  );
}
