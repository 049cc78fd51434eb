package koppel.validation;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** How long a document is held against the rules, with the waiting for its turn. Costs nothing unless a recording of the JDK's Flight Recorder asks for it. */
@Name("koppel.Judge")
@Label("Rules")
@Description("A document held against the rules, and waiting for its turn")
@Category("Koppel")
@StackTrace(false)
final class JudgeEvent extends Event {}
