<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>LayerFacts</name>
    <message numerus="yes">
        <source>%n layer(s) of block %1</source>
        <translation>
            <numerusform>%n layer of block %1</numerusform>
            <numerusform>%n layers of block %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocatePage</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::AllocationSession</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::AuditView</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Written as assigned: all %n layer(s) read back and compared</source>
        <translation>
            <numerusform>Written as assigned: %n layer read back and compared</numerusform>
            <numerusform>Written as assigned: all %n layers read back and compared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) in what was written</source>
        <translation>
            <numerusform>%n problem in what was written</numerusform>
            <numerusform>%n problems in what was written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::ExportForm</name>
    <message numerus="yes">
        <source>%n bit(s)</source>
        <translation>
            <numerusform>%n bit</numerusform>
            <numerusform>%n bits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::LayerInspector</name>
    <message numerus="yes">
        <source>and %n more layer(s); pins and bans concern all</source>
        <translation>
            <numerusform>and %n more layer; pins and bans concern all</numerusform>
            <numerusform>and %n more layers; pins and bans concern all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::ModelHeader</name>
    <message numerus="yes">
        <source>%n block(s)</source>
        <translation>
            <numerusform>%n block</numerusform>
            <numerusform>%n blocks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n linear layer(s)</source>
        <translation>
            <numerusform>%n linear layer</numerusform>
            <numerusform>%n linear layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorBrowser</name>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n tensor</numerusform>
            <numerusform>%n tensors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>fracbit::app::TensorTree</name>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n tensor</numerusform>
            <numerusform>%n tensors</numerusform>
        </translation>
    </message>
</context>
</TS>
