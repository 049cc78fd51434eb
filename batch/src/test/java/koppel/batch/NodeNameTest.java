package koppel.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeNameTest {

    @Test
    void twoNodesOfOneProcessHaveDifferentNames() {
        assertThat(NodeName.make())
                .contains("-" + ProcessHandle.current().pid() + "-")
                .isNotEqualTo(NodeName.make());
    }
}
