package koppel.persistence.document;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** How long it takes to store and offer what was sent, if its keys are valid, to the end of the commit. Costs nothing unless a recording of the JDK's Flight Recorder asks for it. */
@Name("koppel.Enter")
@Label("Storing and offering")
@Description("A sent document stored and offered on both sides, if its keys are valid, to the end of the commit")
@Category("Koppel")
@StackTrace(false)
final class EnterEvent extends Event {}
