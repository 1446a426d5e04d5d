import { useMediaQuery } from '@mantine/hooks';

/** True below the width at which the rail becomes a drawer. */
export const usePhone = (): boolean =>
  useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false;
