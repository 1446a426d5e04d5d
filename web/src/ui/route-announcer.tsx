import { VisuallyHidden } from '@mantine/core';
import { usePageTitle } from './page-title.ts';

/** Tells screen readers which page came up: a change of address alone is silent in a single-page application. */
export const RouteAnnouncer = () => <VisuallyHidden aria-live="polite">{usePageTitle()}</VisuallyHidden>;
