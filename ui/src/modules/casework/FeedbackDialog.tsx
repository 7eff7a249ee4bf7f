// The complaint box: what is wrong with the product or with the work, from the page where it was noticed, with or without
// one's name.
import { useState } from 'react';
import { post } from '@/api/client';
import { refresh } from '@/api/queries';
import { ActDialog } from '@/kit/ActDialog';
import { t } from '@/kit/i18n';
import { tell } from '@/kit/toast';

const kFeedbacks = '/api/casework/feedbacks';

export interface Voice {
  body: string;
  page: string;
}

/** `unnamed` is the way of somebody without an account: they are never named. */
export default function FeedbackDialog({
  onClose,
  unnamed,
}: {
  onClose: () => void;
  unnamed?: (voice: Voice) => Promise<unknown>;
}) {
  const [body, setBody] = useState('');
  const [isUnnamed, setUnnamed] = useState(false);
  const send = () => {
    const voice: Voice = { body: body.trim(), page: window.location.pathname };
    return unnamed ? unnamed(voice) : post<unknown>(isUnnamed ? `${kFeedbacks}/unnamed` : kFeedbacks, voice);
  };
  return (
    <ActDialog
      title={t('shell.feedback')}
      act={t('feedback.give')}
      icon="send"
      isReady={body.trim() !== ''}
      perform={send}
      onDone={() => (refresh('feedback'), tell(t('feedback.thanks')))}
      onClose={onClose}
    >
      <p className="muted">{t(unnamed ? 'feedback.explain_firm' : 'feedback.explain')}</p>
      <label className="field">
        <span>{t('feedback.body')}</span>
        <textarea rows={6} autoFocus value={body} onChange={(e) => setBody(e.target.value)} />
      </label>
      {!unnamed && (
        <label className="choice">
          <input type="checkbox" checked={isUnnamed} onChange={(e) => setUnnamed(e.target.checked)} />
          {t('feedback.unnamed')}
        </label>
      )}
    </ActDialog>
  );
}
