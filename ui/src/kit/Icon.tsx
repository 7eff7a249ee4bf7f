// Line icons drawn in code, 24 units wide, in the colour of the text around them.
const paths = {
  today: 'M3 11 12 4l9 7M5 10v10h5v-6h4v6h5V10',
  firm: 'M4 21V5l9-2v18M13 9h7v12M2 21h20M7.5 8h2M7.5 12h2M7.5 16h2M16.5 13h.5M16.5 17h.5',
  tree: 'M12 3v6M5 15v-3h14v3M12 9v6M9 3h6v4H9zM2 15h6v5H2zM9 15h6v5H9zM16 15h6v5h-6z',
  duty: 'M16 20v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M9 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM16 11l2 2 4-4',
  import: 'M12 3v12M7 10l5 5 5-5M4 17v3h16v-3',
  project: 'M4 6h9M4 12h14M9 18h11',
  admin: 'M4 7h10M18 7h2M4 17h2M10 17h10M14 7a2 2 0 1 0 4 0 2 2 0 0 0-4 0zM6 17a2 2 0 1 0 4 0 2 2 0 0 0-4 0z',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  check: 'M5 12.5 10 17.5 19.5 7',
  right: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  left: 'M15 5l-7 7 7 7',
  up: 'M5 15l7-7 7 7',
  more: 'M5 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2zM12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2zM19 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2z',
  sun: 'M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 2v2M12 20v2M4 12H2M22 12h-2M5 5l1.5 1.5M17.5 17.5 19 19M5 19l1.5-1.5M17.5 6.5 19 5',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  out: 'M10 4H5v16h5M14 8l4 4-4 4M9 12h9',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  print: 'M7 8V3h10v5M7 17H4v-7h16v7h-3M7 14h10v7H7z',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  warning: 'M12 4 2.5 20h19zM12 10v4.5M12 17.5v.01',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.5v.01',
  star: 'M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z',
  swap: 'M7 4 3 8l4 4M3 8h14M17 12l4 4-4 4M21 16H7',
  plan: 'M12 3v4M12 17v4M3 12h4M17 12h4M5.6 5.6l2.9 2.9M15.5 15.5l2.9 2.9M18.4 5.6l-2.9 2.9M8.5 15.5l-2.9 2.9',
  question: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8v.01',
  shield: 'M12 3l8 3v6c0 5-3.5 8-8 9-4.500-1-8-4-8-9V6z',
  disk: 'M12 8c4.400 0 8-1.300 8-2.800S16.400 3 12 3 4 4 4 5.200 7.600 8 12 8zM4 5v14c0 1.300 3.600 2.500 8 2.500s8-1.200 8-2.500V5M4 12c0 1.300 3.600 2.500 8 2.500s8-1.200 8-2.500',
  people:
    'M16 20v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M9 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM22 20v-2a4 4 0 0 0-3-3.800M16 3.200a3.500 3.500 0 0 1 0 6.700',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5',
  history: 'M4 12a8 8 0 1 0 2.500-5.800L4 8.500M4 4v4.500h4.500M12 8v4.500l3 1.500',
  undo: 'M8 5 3 10l5 5M3 10h11a6 6 0 0 1 0 12h-3',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  keyboard: 'M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M17 14h.01M7 14h6',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  case: 'M4 4h16v12h-7l-5 4v-4H4zM8 8.500h8M8 12h5',
  board: 'M4 20v-9M10 20V5M16 20v-6M2.500 20h19',
  matrix: 'M4 4h16v16H4zM4 10h16M4 15h16M10 4v16M15 4v16',
  send: 'M3 12 21 4l-6 17-4-7zM11 14l10-10',
  clip: 'M20 11l-8.500 8.500a5 5 0 0 1-7-7L13 4a3.300 3.300 0 0 1 4.700 4.700l-8.500 8.500a1.600 1.600 0 0 1-2.300-2.300L14.500 7.500',
  link: 'M10 14a4 4 0 0 0 5.700 0l3.500-3.500a4 4 0 0 0-5.700-5.700L12 6.300M14 10a4 4 0 0 0-5.700 0l-3.500 3.500a4 4 0 0 0 5.700 5.700l1.500-1.500',
  language:
    'M4 6h9M8.500 4v2M11 6c-.8 3.700-3 6.300-6.500 8M6.500 9c1 2 2.700 3.700 5 4.700M13 20l4-9 4 9M14.400 17h5.200',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
