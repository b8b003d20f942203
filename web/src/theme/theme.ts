/**
 * How Backlot looks. One accent: Congo blue, after the lighting gel (Lee 181) that is nearly black until light
 * falls through it. Everything else is paper, ink and the real colours of strips, so that colour on a page means
 * something. Sizes follow a 4 px scale; text is 14 px for desks, targets are 44 px where a finger uses them on set.
 */
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const congo: MantineColorsTuple = [
  '#f0effb', '#dcd9f5', '#bab4ec', '#978de2', '#796cd9', '#6354d1', '#4d3ec2', '#3b2fa6', '#30268a', '#241c6b',
] // biome-ignore format: a palette reads as one row

const paper: MantineColorsTuple = [
  '#faf9f6', '#f3f2ed', '#e7e5de', '#d6d3ca', '#b7b4aa', '#8f8c84', '#6d6a64', '#55534e', '#393834', '#201f1d',
] // biome-ignore format: a palette reads as one row

const ink: MantineColorsTuple = [
  '#e9e9ec', '#c9c9cf', '#a6a7b0', '#7d7f8a', '#4a4c57', '#383a44', '#2a2c34', '#1f2127', '#17181d', '#101115',
] // biome-ignore format: a palette reads as one row

// Mantine's own red, orange, green and yellow are too pale for text at the shades used here (WCAG AA).
const red: MantineColorsTuple = [
  '#fbe6e4', '#f6ccc9', '#eba29d', '#e0776f', '#ff9088', '#cc3f36', '#bf3129', '#b3261e', '#8f1d17', '#6b1511',
] // biome-ignore format: a palette reads as one row

const orange: MantineColorsTuple = [
  '#fdf0d9', '#fae0b3', '#f5c678', '#efae48', '#f0b45c', '#b86f00', '#a16100', '#8a5300', '#6e4200', '#523100',
] // biome-ignore format: a palette reads as one row

const green: MantineColorsTuple = [
  '#e2f2e4', '#c5e5ca', '#96cfa0', '#6bb97a', '#7fd08f', '#2f8447', '#27773d', '#1f6b34', '#185529', '#113f1e',
] // biome-ignore format: a palette reads as one row

/** Sheets over the page are lighter than the page, in both schemes. */
const raised = { background: 'var(--bl-surface)' }

export const theme = createTheme({
  primaryColor: 'congo',
  primaryShade: { light: 7, dark: 5 },
  colors: { congo, gray: paper, dark: ink, red, orange, yellow: orange, green },
  autoContrast: true,
  luminanceThreshold: 0.18 /* where black and white letters read equally well */,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  fontFamily: 'Inter, system-ui, sans-serif',
  fontFamilyMonospace: '"Courier Prime", "Courier New", monospace',
  headings: { fontFamily: 'Inter, system-ui, sans-serif', fontWeight: '650' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Badge: { defaultProps: { tt: 'none' } },
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 500 } } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'md' } } },
    // The placeholder is a presentational child that a menu may not have (ARIA).
    Menu: { defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Drawer: { defaultProps: { position: 'right' }, styles: { content: raised, header: raised } },
    Modal: { defaultProps: { centered: true }, styles: { content: raised, header: raised } },
  },
})
