import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import classes from './canvas.module.css';

export type LinkEdgeType = Edge<{ onRemove: () => void }, 'link'>;

/** From one step to the next; a button takes it away once it is selected. */
export const LinkEdge = ({ selected, data, markerEnd, interactionWidth, ...place }: EdgeProps<LinkEdgeType>) => {
  const { t } = useTranslation();
  const [path, x, y] = getBezierPath(place);
  return (
    <>
      <BaseEdge path={path} {...(markerEnd !== undefined && { markerEnd })} />
      {selected && data && (
        <EdgeLabelRenderer>
          <ActionIcon
            className={`nodrag nopan ${classes.removeLink}`}
            variant="default"
            size={24}
            radius="xl"
            aria-label={t('workflows.removeLink')}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            onClick={data.onRemove}
          >
            <IconX size={14} />
          </ActionIcon>
        </EdgeLabelRenderer>
      )}
    </>
  );
};
