import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The accent. Shade 6 carries white text, and stands on the light page, at 4.5:1 or better. */
const neko: MantineColorsTuple = [
  '#fff4ed',
  '#ffe6d5',
  '#ffcbaa',
  '#ffa974',
  '#fb8a4a',
  '#e8590c',
  '#c2470a',
  '#a83c08',
  '#86330c',
  '#6d2c0e',
];

/** For destruction alone; shade 6 carries white text at 4.5:1. */
const red: MantineColorsTuple = [
  '#fff5f5',
  '#ffe3e3',
  '#ffc9c9',
  '#ffa8a8',
  '#ff8787',
  '#e03131',
  '#c92a2a',
  '#b02525',
  '#952020',
  '#7d1a1a',
];

/** Neutral with a slight warm cast. Shade 6 is the faintest that may carry text on a light page. */
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f4f2ee',
  '#eae7e1',
  '#dcd8d0',
  '#c4bfb5',
  '#a39d92',
  '#6b655c',
  '#57524a',
  '#3b3732',
  '#24211e',
];

/** The same greys for the dark theme: 0 is text, 2 dimmed text, 4 borders, 6 fields, 7 the page. */
const dark: MantineColorsTuple = [
  '#ece9e4',
  '#c9c4bc',
  '#a8a298',
  '#7d776e',
  '#45413b',
  '#38342f',
  '#2a2723',
  '#1c1a18',
  '#161412',
  '#0f0e0d',
];

const fontFamily =
  '"Inter Variable", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, -apple-system, sans-serif';

export const theme = createTheme({
  colors: { neko, red, gray, dark },
  primaryColor: 'neko',
  primaryShade: 6,
  black: '#24211e',
  fontFamily,
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  headings: {
    fontFamily,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '8px' },
  defaultRadius: 'md',
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // By name: importing the components here would put dialogs into every page's first download.
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, events: { hover: true, focus: true, touch: false } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Modal: { defaultProps: { centered: true } },
  },
});
