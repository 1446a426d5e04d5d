import { ActionIcon, Tooltip } from '@mantine/core';
import type { IconX } from '@tabler/icons-react';

interface RowActionProps {
  label: string;
  onClick: () => void;
  Icon: typeof IconX;
}

export const RowAction = ({ label, onClick, Icon }: RowActionProps) => (
  <Tooltip label={label}>
    <ActionIcon size="md" aria-label={label} onClick={onClick}>
      <Icon size={16} />
    </ActionIcon>
  </Tooltip>
);
