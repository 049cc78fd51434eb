package koppel.validation;

import net.sf.saxon.event.Receiver;
import net.sf.saxon.om.AtomicSequence;
import net.sf.saxon.om.GenericTreeInfo;
import net.sf.saxon.om.NamespaceMap;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.om.TreeInfo;
import net.sf.saxon.pattern.NodePredicate;
import net.sf.saxon.s9api.Location;
import net.sf.saxon.str.UnicodeString;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.tree.iter.AxisIterator;
import net.sf.saxon.tree.wrapper.AbstractVirtualNode;

/**
 * A node of a document whose rules' time is limited. The engine can't be told to stop, and looks at no interruption; but whatever it does it does
 * by going from node to node, and here each way from one to others asks whether there is time left.
 */
final class WatchedNode extends AbstractVirtualNode {

    private final ProcessorTime time;

    private WatchedNode(NodeInfo node, ProcessorTime time) {
        this.node = node;
        this.time = time;
    }

    private WatchedNode(NodeInfo node, WatchedNode of) {
        this(node, of.time);
        this.docWrapper = of.docWrapper;
    }

    /** @param document the root of a whole document */
    static WatchedNode of(NodeInfo document, ProcessorTime time) {
        WatchedNode root = new WatchedNode(document, time);
        TreeInfo bare = document.getTreeInfo();
        GenericTreeInfo tree = new GenericTreeInfo(document.getConfiguration(), root);
        tree.setDocumentNumber(bare.getDocumentNumber());
        root.docWrapper = tree;
        return root;
    }

    private WatchedNode reached(NodeInfo other) {
        time.step(0);
        return other == null ? null : new WatchedNode(other, this);
    }

    @Override
    public NodeInfo getParent() {
        return reached(node.getParent());
    }

    @Override
    public NodeInfo getRoot() {
        return docWrapper.getRootNode();
    }

    @Override
    public AxisIterator iterateAxis(int axis) {
        return watched(node.iterateAxis(axis));
    }

    @Override
    public AxisIterator iterateAxis(int axis, NodePredicate test) {
        return watched(node.iterateAxis(axis, test));
    }

    private AxisIterator watched(AxisIterator others) {
        time.step(0);
        return () -> reached(others.next());
    }

    @Override
    public AtomicSequence atomize() throws XPathException {
        AtomicSequence value = node.atomize();
        time.step(value.getUnicodeStringValue().length());
        return value;
    }

    @Override
    public UnicodeString getUnicodeStringValue() {
        UnicodeString value = node.getUnicodeStringValue();
        time.step(value.length());
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public NamespaceMap getAllNamespaces() {
        return node.getAllNamespaces();
    }

    @Override
    public void copy(Receiver out, int options, Location location) throws XPathException {
        node.copy(out, options, location);
    }
}
