// The complaint box: what is wrong with the product or with the work, from the page where it was noticed.
import { useState } from 'react';
import { post } from '@/api/client';
import { refresh } from '@/api/queries';
import type { Rec } from '@/api/types';
import { ActDialog } from '@/kit/ActDialog';
import { t } from '@/kit/i18n';
import { tell } from '@/kit/toast';

export default function FeedbackDialog({ onClose }: { onClose: () => void }) {
  const [body, setBody] = useState('');
  return (
    <ActDialog
      title={t('shell.feedback')}
      act={t('feedback.send')}
      icon="send"
      isReady={body.trim() !== ''}
      perform={() => post<Rec>('/api/casework/feedbacks', { body: body.trim(), page: window.location.pathname })}
      onDone={() => (refresh('feedback'), tell(t('feedback.thanks')))}
      onClose={onClose}
    >
      <p className="muted">{t('feedback.explain')}</p>
      <label className="field">
        <span>{t('feedback.body')}</span>
        <textarea rows={6} autoFocus maxLength={4000} value={body} onChange={(e) => setBody(e.target.value)} />
      </label>
    </ActDialog>
  );
}
