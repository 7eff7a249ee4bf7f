// A text as a QR code, drawn as one path; black on white in every theme, because cameras need it.
import qrcode from 'qrcode-generator';

/** Empty modules around the code that readers rely on. */
const kQuiet = 4;

export default function QrCode({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const places = Array.from({ length: size * size }, (_, i) => [i % size, Math.floor(i / size)] as const);
  const path = places.map(([x, y]) => (code.isDark(y, x) ? `M${x} ${y}h1v1h-1z` : '')).join('');
  const side = size + 2 * kQuiet;
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`${-kQuiet} ${-kQuiet} ${side} ${side}`}>
      <path d={path} />
    </svg>
  );
}
