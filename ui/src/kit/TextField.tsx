// One labelled line of text with its problem or hint, for the few forms that no description makes.
export function TextField({
  label,
  value,
  onChange,
  type = 'text',
  problem,
  autoComplete,
  hint,
  autoFocus,
  inputMode,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password';
  problem?: string | undefined;
  autoComplete?: string;
  hint?: string;
  autoFocus?: boolean;
  inputMode?: 'numeric' | 'text';
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type={type}
        value={value}
        onChange={(e) => onChange(e.target.value)}
        autoComplete={autoComplete}
        autoFocus={autoFocus}
        inputMode={inputMode}
        aria-invalid={problem ? true : undefined}
        required
      />
      {problem ? (
        <span className="problem" role="alert">
          {problem}
        </span>
      ) : hint ? (
        <span className="hint">{hint}</span>
      ) : null}
    </label>
  );
}
