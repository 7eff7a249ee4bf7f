// Photos and papers to send along; chosen with the phone's own picker.
import { useId } from 'react';
import { Button } from '@/kit/Button';
import { bytes } from '@/kit/format';
import { Icon } from '@/kit/Icon';
import { t } from '@/kit/i18n';

export const FileButton = ({ label, onPick }: { label: string; onPick: (files: File[]) => void }) => {
  const id = useId();
  return (
    <span className="file-button">
      <input
        id={id}
        type="file"
        className="sr-only"
        accept="image/*,application/pdf"
        multiple
        onChange={(event) => {
          onPick([...(event.target.files ?? [])]);
          // The same photo may be chosen again after it was taken off the list.
          event.target.value = '';
        }}
      />
      <label htmlFor={id} className="button plain">
        <Icon name="file" size={18} />
        {label}
      </label>
    </span>
  );
};

export function FilePicker({ files, onChange }: { files: File[]; onChange: (files: File[]) => void }) {
  return (
    <fieldset className="bare">
      <legend>{t('desk.files')}</legend>
      {files.length > 0 && (
        <ul className="lines">
          {files.map((file, i) => (
            <li key={i}>
              <span className="grow wrap-anywhere">
                {file.name} <span className="hint">{bytes(file.size)}</span>
              </span>
              <Button
                tone="quiet"
                icon="close"
                iconOnly
                onClick={() => onChange(files.filter((other) => other !== file))}
              >
                {t('desk.remove_file', { name: file.name })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <FileButton label={t('desk.add_files')} onPick={(more) => onChange([...files, ...more])} />
    </fieldset>
  );
}
